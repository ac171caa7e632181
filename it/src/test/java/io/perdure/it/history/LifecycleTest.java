package io.perdure.it.history;

import io.perdure.conformance.history.LifecycleSuite;

class LifecycleTest extends LifecycleSuite {}
