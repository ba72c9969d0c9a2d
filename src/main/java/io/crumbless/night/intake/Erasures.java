package io.crumbless.night.intake;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.ErasureRequest;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.delivery.DeliveryPart;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.ErasureReader;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads erasure requests. */
public final class Erasures {
    private Erasures() {}

    /**
     * All requests of a job's sources so far.
     *
     * @param until later requests wait
     * @param copies folder for copies of database tables; the caller deletes it
     * @param noticed receives notices about expected deliveries that are missing
     * @throws io.crumbless.process.Failure supplier if one cannot be understood
     */
    public static List<ErasureRequest> all(JobFile job, Instant until, Location copies, Consumer<String> noticed) {
        long untilMicros = ChronoUnit.MICROS.between(Instant.EPOCH, until);
        List<ErasureRequest> requests = new ArrayList<>();
        LocalDate today = until.atZone(job.zone()).toLocalDate();
        try (DeliveryCounts counts = new DeliveryCounts(1, job.limits().unpacked())) {
            IntakeReader intake = new IntakeReader(job, today, copies, counts);
            List<Delivery<ErasureSource>> deliveries = intake.readErasures();
            intake.notices().forEach(noticed);
            for (Delivery<ErasureSource> delivery : deliveries) {
                reader(delivery).read(request -> {
                    if (request.requestedAtMicros() <= untilMicros) {
                        requests.add(request);
                    }
                });
            }
        }
        return requests;
    }

    /**
     * People erased earlier and those of tonight's requests. A request contains one spelling of the id; the person is
     * erased under every spelling.
     */
    public static ErasedSubjects tonight(Intake intake, Night night, ErasedSubjects before) {
        List<SubjectId> asking = new ArrayList<>();
        intake.erasures().forEach(delivery -> reader(delivery).read(request -> {
            boolean beforeReadmission = before.readmittedAt(request.subject())
                    .filter(at -> request.requestedAtMicros() < ChronoUnit.MICROS.between(Instant.EPOCH, at))
                    .isPresent();
            if (request.requestedAtMicros() < night.asOfMicros() && !beforeReadmission) {
                asking.add(request.subject());
            }
        }));
        return before.and(asking);
    }

    /** A reader for the requests of one delivery. */
    public static ErasureReader reader(Delivery<ErasureSource> delivery) {
        DeliveryPart whole = DeliveryPart.whole(delivery.file());
        return delivery.source().place() instanceof DeliveryPlace.Files files
                ? ErasureReader.of(delivery.source(), files.format(), whole)
                : ErasureReader.ofStaged(delivery.source(), whole);
    }
}
