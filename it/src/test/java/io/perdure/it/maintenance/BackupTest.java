package io.perdure.it.maintenance;

import io.perdure.conformance.maintenance.BackupSuite;

class BackupTest extends BackupSuite {}
