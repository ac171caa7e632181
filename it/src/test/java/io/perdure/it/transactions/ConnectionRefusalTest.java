package io.perdure.it.transactions;

import io.perdure.conformance.transactions.ConnectionRefusalSuite;

class ConnectionRefusalTest extends ConnectionRefusalSuite {}
