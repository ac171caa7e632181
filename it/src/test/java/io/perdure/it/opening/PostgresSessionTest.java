package io.perdure.it.opening;

import io.perdure.conformance.opening.PostgresSessionSuite;

class PostgresSessionTest extends PostgresSessionSuite {}
