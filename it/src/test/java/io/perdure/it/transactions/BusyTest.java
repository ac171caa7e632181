package io.perdure.it.transactions;

import io.perdure.conformance.transactions.BusySuite;

class BusyTest extends BusySuite {}
