package io.perdure.it.history;

import io.perdure.conformance.history.PayloadSuite;

class PayloadTest extends PayloadSuite {}
