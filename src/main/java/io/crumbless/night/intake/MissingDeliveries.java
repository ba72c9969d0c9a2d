package io.crumbless.night.intake;

import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.job.GuardHeld;
import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.snapshot.Manifest;
import java.time.LocalDate;

/**
 * Detects that a path of declarations or erasure requests matches no file any more: a broken path looks like a night
 * without deliveries, and withdrawals would be lost.
 */
public final class MissingDeliveries {
    private final JobFile job;
    private final LocalDate businessDate;
    private final Manifest before;

    /** @param before manifest of the current snapshot */
    public MissingDeliveries(JobFile job, LocalDate businessDate, Manifest before) {
        this.job = job;
        this.businessDate = businessDate;
        this.before = before;
    }

    /** @throws GuardHeld supplier, if a path that once matched matches nothing at all, unless that is accepted */
    public void refuse() {
        for (DeclarationSource source : job.declarations()) {
            boolean taken = before.taken().stream()
                    .anyMatch(delivery -> delivery.source().equals(source.name()));
            refuse(source.name(), source.place(), taken || wasRead(source.name(), Delivery.DECLARATIONS));
        }
        for (ErasureSource source : job.erasures()) {
            refuse(source.name(), source.place(), wasRead(source.name(), Delivery.ERASURES));
        }
    }

    private boolean wasRead(String source, String kind) {
        return before.inputs().stream()
                .anyMatch(input -> input.source().equals(source) && input.kind().equals(kind));
    }

    private void refuse(String source, DeliveryPlace place, boolean matchedBefore) {
        if (matchedBefore
                && place instanceof DeliveryPlace.Files files
                && !files.mayBeMissing()
                && new DatedPath(files.path()).upTo(businessDate).isEmpty()) {
            throw new GuardHeld(
                    "may-be-missing",
                    "Missing files of source '" + source + "': nothing matches "
                            + files.path().readable() + ", where files lay when " + before.runId()
                            + " was published; withdrawals may be among what is missing. Correct the path or deliver them;"
                            + " where files are taken away once they were read, set may-be-missing: true; --accept-missing"
                            + " runs this night without them");
        }
    }
}
