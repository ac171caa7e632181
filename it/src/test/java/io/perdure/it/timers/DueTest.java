package io.perdure.it.timers;

import io.perdure.conformance.timers.DueSuite;

class DueTest extends DueSuite {}
