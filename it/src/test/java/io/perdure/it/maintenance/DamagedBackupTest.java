package io.perdure.it.maintenance;

import io.perdure.conformance.maintenance.DamagedBackupSuite;

class DamagedBackupTest extends DamagedBackupSuite {}
