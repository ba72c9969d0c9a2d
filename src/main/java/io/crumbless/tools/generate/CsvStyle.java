package io.crumbless.tools.generate;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How a source writes CSV. */
record CsvStyle(char delimiter, Charset encoding, String lineEnd) {
    static final CsvStyle USUAL = new CsvStyle(',', StandardCharsets.UTF_8, "\n");

    /** CSV as written by spreadsheets in Western Europe. */
    static final CsvStyle SPREADSHEET = new CsvStyle(';', Charset.forName("windows-1252"), "\r\n");
}
