package io.perdure.it.timers;

import io.perdure.conformance.timers.ScheduleSuite;

class ScheduleTest extends ScheduleSuite {}
