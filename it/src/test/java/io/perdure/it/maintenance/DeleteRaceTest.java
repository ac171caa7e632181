package io.perdure.it.maintenance;

import io.perdure.conformance.maintenance.DeleteRaceSuite;

class DeleteRaceTest extends DeleteRaceSuite {}
