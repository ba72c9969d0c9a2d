package io.crumbless.night.request;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.delivery.DeliveredRequest;
import io.crumbless.night.delivery.DeliveryPart;
import io.crumbless.night.delivery.RequestReader;
import io.crumbless.night.delivery.RequestSource;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.intake.DeliveryCounts;
import io.crumbless.night.intake.IntakeReader;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.erase.OpenDsr;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.RequestLedger;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Enters the requests that a job's sources deliver into the register. All are read first: one request that cannot be
 * understood stops the run, and nothing is entered. A request that was entered before is recognised, however often it
 * is delivered.
 */
public final class RequestIntake {
    private static final String STATUS = ".status.json";

    private final JobFile job;
    private final ControlDatabase control;
    private final DeliveryCounts counts;
    private final List<String> notices = new ArrayList<>();
    /** Numbers of requests of later days, by source. */
    private final Map<String, Long> waiting = new TreeMap<>();

    public RequestIntake(JobFile job, ControlDatabase control, DeliveryCounts counts) {
        this.job = job;
        this.control = control;
        this.counts = counts;
    }

    /**
     * Enters requests delivered up to a day; later ones wait.
     *
     * @param copies folder for copies of database tables; the caller deletes it
     * @return notices
     * @throws Failure supplier if a request cannot be understood
     */
    public List<String> take(LocalDate businessDate, Location copies, Instant now) {
        IntakeReader intake = new IntakeReader(job, businessDate, copies, counts);
        List<RequestLedger.Delivered> delivered = new ArrayList<>();
        for (Delivery<RequestSource> delivery : intake.readRequests()) {
            RequestSource.Form.Rows rows =
                    (RequestSource.Form.Rows) delivery.source().form();
            long blank = RequestReader.of(rows, DeliveryPart.whole(delivery.file()))
                    .read(request -> add(delivery.source(), request, now, delivered));
            noteBlank(delivery, blank);
        }
        notices.addAll(intake.notices());
        for (RequestSource source : job.requests()) {
            if (source.form() instanceof RequestSource.Form.OpenDsrFiles files) {
                readOpenDsr(source, files.path(), now, delivered);
            }
        }
        waiting.forEach(this::noteWaiting);
        int entered = control.requests().enterDelivered(delivered, now);
        if (entered > 0) {
            notices.add(Quantity.of(entered, "request") + " of " + Quantity.of(delivered.size(), "request")
                    + " delivered " + (entered == 1 ? "is" : "are") + " new in the register");
        }
        return List.copyOf(notices);
    }

    private void noteBlank(Delivery<RequestSource> delivery, long blank) {
        if (blank > 0) {
            notices.add(
                    Quantity.of(blank, "record") + " of requests '" + delivery.sourceName() + "' (" + delivery.label()
                            + ") " + (blank == 1 ? "is" : "are") + " blank, as a spreadsheet leaves rows behind, and "
                            + (blank == 1 ? "asks" : "ask") + " for nothing; check that nothing was lost from them");
        }
    }

    /** A mistyped year would keep a request waiting for ever. */
    private void noteWaiting(String source, long number) {
        notices.add(Quantity.of(number, "request") + " of requests '" + source + "' " + (number == 1 ? "is" : "are")
                + " dated later than today, and " + (number == 1 ? "waits" : "wait")
                + " until then; check the clock and the time zone of the source");
    }

    private void readOpenDsr(
            RequestSource source, Location path, Instant now, List<RequestLedger.Delivered> delivered) {
        List<FileEntry> files = Storage.of(path).glob(path).stream()
                .filter(file -> !file.location().name().endsWith(STATUS))
                .toList();
        if (files.isEmpty()) {
            notices.add("No file lies under the path of requests '" + source.name()
                    + "', so nobody there asked for anything");
        }
        for (FileEntry file : files) {
            OpenDsr read = OpenDsr.of(content(file.location()), file.location().text());
            read.subjects()
                    .forEach(subject -> add(
                            source,
                            new DeliveredRequest(
                                    subject,
                                    kind(read.type()),
                                    read.submittedAt(),
                                    Optional.of(read.subjectRequestId()),
                                    Scope.NONE,
                                    Optional.empty(),
                                    "OpenDSR " + read.apiVersion()
                                            + "; identity controller_customer_id, raw. Its signature is checked by whoever"
                                            + " handed over the file"),
                            now,
                            delivered));
        }
    }

    private static byte[] content(Location file) {
        try (InputStream in = Storage.of(file).open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot read " + file.text() + "; check its rights", e);
        }
    }

    private static RequestKind kind(OpenDsr.Type type) {
        return switch (type) {
            case ERASURE -> RequestKind.ERASURE;
            case ACCESS -> RequestKind.ACCESS;
            case PORTABILITY -> RequestKind.PORTABILITY;
        };
    }

    /** One of today counts, though a day without a time counts at its end. */
    private void add(
            RequestSource source, DeliveredRequest request, Instant now, List<RequestLedger.Delivered> delivered) {
        LocalDate received = LocalDate.ofInstant(request.requestedAt(), job.zone());
        if (received.isAfter(LocalDate.ofInstant(now, job.zone()))) {
            waiting.merge(source.name(), 1L, Long::sum);
            return;
        }
        PrivacyRequest.Draft draft = new PrivacyRequest.Draft(
                request.kind(),
                request.place(),
                received,
                request.scope(),
                Optional.of(source.name()),
                request.reference(),
                "source " + source.name());
        delivered.add(new RequestLedger.Delivered(
                request.subject(), draft, request.wholeOf(source.name()), request.remarks()));
    }
}
