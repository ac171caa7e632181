package io.perdure.it.general;

import io.perdure.conformance.general.NamespaceSuite;

class NamespaceTest extends NamespaceSuite {}
