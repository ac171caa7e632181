package io.perdure.it.tasks;

import io.perdure.conformance.tasks.TaskStatesSuite;

class TaskStatesTest extends TaskStatesSuite {}
