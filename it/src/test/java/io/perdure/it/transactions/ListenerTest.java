package io.perdure.it.transactions;

import io.perdure.conformance.transactions.ListenerSuite;

class ListenerTest extends ListenerSuite {}
