package io.perdure.it.maintenance;

import io.perdure.conformance.maintenance.DeleteSuite;

class DeleteTest extends DeleteSuite {}
