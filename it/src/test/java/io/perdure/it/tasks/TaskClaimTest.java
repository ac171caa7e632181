package io.perdure.it.tasks;

import io.perdure.conformance.tasks.TaskClaimSuite;

class TaskClaimTest extends TaskClaimSuite {}
