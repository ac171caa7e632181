package io.perdure.it.general;

import io.perdure.conformance.general.NamespaceAttackSuite;

class NamespaceAttackTest extends NamespaceAttackSuite {}
