package io.perdure.it.tasks;

import io.perdure.conformance.tasks.UnchangedTasksSuite;

class UnchangedTasksTest extends UnchangedTasksSuite {}
