package io.perdure.it.documents;

import io.perdure.conformance.documents.DocumentsSuite;

class DocumentsTest extends DocumentsSuite {}
