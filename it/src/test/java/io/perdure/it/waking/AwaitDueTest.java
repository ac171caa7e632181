package io.perdure.it.waking;

import io.perdure.conformance.waking.AwaitDueSuite;

class AwaitDueTest extends AwaitDueSuite {}
