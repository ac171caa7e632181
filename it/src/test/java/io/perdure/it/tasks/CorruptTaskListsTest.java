package io.perdure.it.tasks;

import io.perdure.conformance.tasks.CorruptTaskListsSuite;

class CorruptTaskListsTest extends CorruptTaskListsSuite {}
