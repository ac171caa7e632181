package io.perdure.it.transactions;

import io.perdure.conformance.transactions.ConnectionSuite;

class ConnectionTest extends ConnectionSuite {}
