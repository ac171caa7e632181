package io.perdure.it.maintenance;

import io.perdure.conformance.maintenance.MaintenanceKillSuite;

class MaintenanceKillTest extends MaintenanceKillSuite {}
