package io.perdure.it.transactions;

import io.perdure.conformance.transactions.IsolationSuite;

class IsolationTest extends IsolationSuite {}
