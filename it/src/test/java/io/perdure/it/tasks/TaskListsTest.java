package io.perdure.it.tasks;

import io.perdure.conformance.tasks.TaskListsSuite;

class TaskListsTest extends TaskListsSuite {}
