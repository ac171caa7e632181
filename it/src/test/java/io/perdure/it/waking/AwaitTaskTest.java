package io.perdure.it.waking;

import io.perdure.conformance.waking.AwaitTaskSuite;

class AwaitTaskTest extends AwaitTaskSuite {}
