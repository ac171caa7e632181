package io.perdure.it.documents;

import io.perdure.conformance.documents.DocumentRaceSuite;

class DocumentRaceTest extends DocumentRaceSuite {}
