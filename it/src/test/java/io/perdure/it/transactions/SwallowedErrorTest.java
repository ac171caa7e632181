package io.perdure.it.transactions;

import io.perdure.conformance.transactions.SwallowedErrorSuite;

class SwallowedErrorTest extends SwallowedErrorSuite {}
