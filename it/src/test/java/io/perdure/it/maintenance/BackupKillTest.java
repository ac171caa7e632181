package io.perdure.it.maintenance;

import io.perdure.conformance.maintenance.BackupKillSuite;

class BackupKillTest extends BackupKillSuite {}
