package io.perdure.it.transactions;

import io.perdure.conformance.transactions.JoinSuite;

class JoinTest extends JoinSuite {}
