package io.perdure.it.tasks;

import io.perdure.conformance.tasks.SettleSuite;

class SettleTest extends SettleSuite {}
