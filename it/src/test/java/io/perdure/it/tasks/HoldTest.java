package io.perdure.it.tasks;

import io.perdure.conformance.tasks.HoldSuite;

class HoldTest extends HoldSuite {}
