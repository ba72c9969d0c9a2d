package io.crumbless.tools.inspect;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.table.TableVersion;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.night.delivery.TableFormat;
import java.io.IOException;
import java.util.Set;

/** Reads the records of a table, or of a file that needs an optional library, in the same way as a run stages them. */
record TableSample(FileEntry place, TableFormat format) implements SampleReader {
    /** Thrown to stop reading a table before its last record. */
    private static final class Enough extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public boolean read(Set<String> columns, RowTaker taker) throws IOException {
        try (TableVersion table = format.open(place.location())) {
            table.read(record -> take(record, taker));
            return true;
        } catch (Enough enough) {
            return false;
        }
    }

    private static void take(JsonValue.Struct record, RowTaker taker) throws Enough {
        if (!taker.take(JsonSample.row(record)) || !taker.goesOn()) {
            throw new Enough();
        }
    }
}
