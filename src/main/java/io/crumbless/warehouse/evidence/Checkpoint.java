package io.crumbless.warehouse.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crumbless.warehouse.ledger.TableState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signed state of a warehouse and its control database at one moment, as one line.
 *
 * @param form version of the format
 * @param at when, ISO 8601, UTC
 * @param event what happened: {@code beginning}, {@code night}, {@code rollback}, {@code erasure}, {@code readmission},
 *     {@code retirement}, {@code rotation}, {@code adoption}
 * @param runId the current snapshot; null where there is none
 * @param manifestSha256 of its manifest; null where there is none
 * @param document name of the receipt or certificate that was written; null where there is none
 * @param documentSha256 of that; null where there is none
 * @param ledger the signed states of the tables of the control database
 * @param files files beside the snapshots that are executed by others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Checkpoint(
        String form,
        String at,
        String event,
        @Nullable String runId,
        @Nullable String manifestSha256,
        @Nullable String document,
        @Nullable String documentSha256,
        List<TableState> ledger,
        List<FileHash> files) {
    /** Version of the format. */
    public static final String FORM = "crumbless-state/1";

    public Checkpoint {
        ledger = List.copyOf(ledger);
        files = List.copyOf(files);
    }

    /** One file, by its name in the warehouse. */
    public record FileHash(String file, String sha256) {}

    /** What happened. */
    public enum Event {
        /** Signing began. */
        BEGINNING,
        NIGHT,
        ROLLBACK,
        ERASURE,
        READMISSION,
        RETIREMENT,
        ROTATION,
        /** An operator adopted the present state; earlier checkpoints are no longer binding. */
        ADOPTION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Optional<TableState> stateOf(String table) {
        return ledger.stream().filter(state -> state.table().equals(table)).findFirst();
    }

    /** The highest revision of any table. */
    public long revision() {
        return ledger.stream().mapToLong(TableState::revision).max().orElse(0);
    }

    boolean is(Event what) {
        return event.equals(what.word());
    }
}
