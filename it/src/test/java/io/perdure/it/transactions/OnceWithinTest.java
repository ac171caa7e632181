package io.perdure.it.transactions;

import io.perdure.conformance.transactions.OnceWithinSuite;

class OnceWithinTest extends OnceWithinSuite {}
