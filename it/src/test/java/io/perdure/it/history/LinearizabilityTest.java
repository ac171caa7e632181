package io.perdure.it.history;

import io.perdure.conformance.history.LinearizabilitySuite;

class LinearizabilityTest extends LinearizabilitySuite {}
