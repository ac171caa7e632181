package io.perdure.it.maintenance;

import io.perdure.conformance.maintenance.PruneModelSuite;

class PruneModelTest extends PruneModelSuite {}
