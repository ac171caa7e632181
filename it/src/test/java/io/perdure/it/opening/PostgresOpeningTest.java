package io.perdure.it.opening;

import io.perdure.conformance.opening.PostgresOpeningSuite;

class PostgresOpeningTest extends PostgresOpeningSuite {}
