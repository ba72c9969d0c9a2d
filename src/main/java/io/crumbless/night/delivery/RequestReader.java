package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.OutputParts;
import io.crumbless.kernel.profile.SeveralIds;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one delivery of rows. A request that cannot be understood stops the run, whatever its kind: it
 * may demand that data is deleted or not used, so ignoring it would cause harm.
 */
public final class RequestReader {
    private final DeliveryPart part;
    private final ColumnMapping columns;
    private final RowReader rows;
    private final RequestSource.Form.Rows source;
    private final boolean typed;

    private RequestReader(DeliveryPart part, RequestSource.Form.Rows source, FileFormat format, ColumnMapping columns) {
        this.part = part;
        this.source = source;
        this.columns = columns;
        this.rows = RowReader.of(part, format, columns);
        this.typed = TimeForms.mayBeTyped(format);
    }

    /** A reader of a source's file, or of a database's delivery after it was {@linkplain DatabaseDelivery staged}. */
    public static RequestReader of(RequestSource.Form.Rows source, DeliveryPart part) {
        return source.place() instanceof DeliveryPlace.Files files
                ? new RequestReader(part, source, files.format(), source.columns())
                : new RequestReader(
                        part, source, new FileFormat.Parquet(), ColumnMapping.unmapped(RequestSource.COLUMNS));
    }

    /**
     * Reads every request, in the order of the file. Blank rows of a spreadsheet are not requests; a file with only
     * blank rows may have lost its content.
     *
     * @return number of blank rows
     * @throws Failure for the supplier, with file and position, at the first request that cannot be understood; also if
     *     the file is empty or has only blank rows
     */
    public long read(Consumer<DeliveredRequest> requests) {
        Sink sink = new Sink(requests);
        rows.read(OtherFolders.around(sink, part.file(), columns, (position, column, name, ofFolder, ofRecord) -> {
            throw notUnderstood(position, OtherFolders.message(name));
        }));
        if (sink.blank > 0 && !sink.holdsAny) {
            throw unread(
                    "every record is blank, so what stood in them may have been lost; where nobody asks for anything, deliver the"
                            + " header alone or no file, and run again");
        }
        return sink.blank;
    }

    private Failure unread(String why) {
        return new Failure(
                ErrorCategory.INPUT,
                "Cannot read the requests in " + part.file().location() + ": " + why);
    }

    /** Receives the records of a file. */
    private final class Sink implements RowSink {
        private final Consumer<DeliveredRequest> requests;
        private long blank;
        private boolean holdsAny;

        Sink(Consumer<DeliveredRequest> requests) {
            this.requests = requests;
        }

        @Override
        public void blank(long position, @Nullable String[] texts) {
            blank++;
        }

        @Override
        public void row(long position, @Nullable String[] texts) {
            holdsAny = true;
            boolean joinedIds = source.columns().allowed().meant().contains(AsDelivered.JOINED_IDS);
            if (texts[0] != null && !joinedIds && SeveralIds.isOne(texts[0])) {
                throw notUnderstood(position, DeliveredRequest.SEVERAL_IDS);
            }
            source.times().toIso(texts, RequestSource.COLUMNS, typed);
            requests.accept(DeliveredRequest.parse(texts, source.zone())
                    .orElseThrow(() -> notUnderstood(
                            position,
                            "subject_id, kind or requested_at is missing or not understood, an"
                                    + " objection names no purpose, another kind names some, or"
                                    + " jurisdiction is no ISO 3166 code")));
        }

        @Override
        public void malformed(long position, boolean mayWithdraw) {
            throw notUnderstood(position, "the record has not the shape of the file");
        }

        @Override
        public void nothing() {
            if (!OutputParts.isBesideFull(part.file())) {
                throw unread(
                        "the file is empty, so it may have been truncated; where nobody asks for anything, deliver the"
                                + " header alone, an empty line or no file, and run again");
            }
        }
    }

    private Failure notUnderstood(long position, String why) {
        return new Failure(
                ErrorCategory.INPUT,
                "Cannot read the request at " + part.file().location() + ":" + position + ": " + why
                        + "; correct it and run again, nothing was entered into the register");
    }
}
