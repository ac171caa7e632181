package io.perdure.it.maintenance;

import io.perdure.conformance.maintenance.PruneSuite;

class PruneTest extends PruneSuite {}
