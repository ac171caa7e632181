package io.perdure.it.history;

import io.perdure.conformance.history.ListSuite;

class ListTest extends ListSuite {}
