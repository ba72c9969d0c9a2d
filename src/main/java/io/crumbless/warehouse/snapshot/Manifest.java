package io.crumbless.warehouse.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.kernel.balance.Books;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The inputs and outputs of a snapshot. Depends on neither machine nor time, so that the same night gives the same
 * bytes everywhere; each manifest holds the hash of the previous one, a chain that reveals tampering.
 *
 * @param layout version of the layout of the snapshot, docs/reference/layout.md
 * @param asOf the cut-off, ISO 8601, UTC
 * @param policyVersion content hash of the policy folder
 * @param settingsVersion content hash of the job's settings for reading deliveries; null for a rollback, which reads
 *     none
 * @param restrictionsVersion hash of all restrictions, with people by keyed hash; null if there are none
 * @param program version of Crumbless
 * @param previous the snapshot that was current before; null for the first
 * @param taken the increments that the evidence log is made of, since the first night, in order
 * @param outputs all files below the snapshot except its evidence, in order
 * @param balance the books, which closed
 * @param evidence files about the snapshot whose hashes are recorded here; none in snapshots of early versions
 */
public record Manifest(
        int layout,
        String runId,
        String job,
        LocalDate businessDate,
        String zone,
        String asOf,
        String policyVersion,
        @Nullable String settingsVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String restrictionsVersion,
        String program,
        @Nullable Previous previous,
        List<Input> inputs,
        List<Taken> taken,
        List<Output> outputs,
        List<Account> balance,
        List<Evidence> evidence) {
    /** The layout that this program writes. */
    public static final int LAYOUT = 1;

    public Manifest {
        inputs = List.copyOf(inputs);
        taken = List.copyOf(taken);
        outputs = List.copyOf(outputs);
        balance = List.copyOf(balance);
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }

    /** The previous snapshot, by its manifest. */
    public record Previous(String runId, String manifestSha256) {}

    /**
     * One delivery, as it was read.
     *
     * @param kind what it was read as: {@code memberships}, {@code links}, {@code opt_outs}, {@code declarations},
     *     {@code erasures}
     * @param file path below the job file's folder where it lies there, else as configured; table name for a database
     * @param bytes 0 for a database
     * @param records counted independently of the reader
     * @param deliveredOn date in the delivery's name; null if it has none
     */
    public record Input(
            String source,
            String kind,
            String file,
            long bytes,
            String sha256,
            long records,
            @Nullable LocalDate deliveredOn) {}

    /**
     * An increment that need not be read again: its bytes, from this source. The same bytes from another source are
     * other records.
     */
    public record Taken(String source, String sha256) implements Comparable<Taken> {
        private static final Comparator<Taken> ORDER =
                Comparator.comparing(Taken::source).thenComparing(Taken::sha256);

        @Override
        public int compareTo(Taken other) {
            return ORDER.compare(this, other);
        }
    }

    /** One file of a dataset; the path is relative to the snapshot. */
    public record Output(String dataset, String file, long rows, long bytes, String sha256) {}

    /** One file below {@code _evidence}; the path is relative to the snapshot. */
    public record Evidence(String file, long bytes, String sha256) {
        public static Evidence of(String file, byte[] content) {
            return new Evidence(file, content.length, Sha256.hex(content));
        }
    }

    /** One account of the books. */
    public record Account(String source, String unit, long counted, SortedMap<String, Long> bins) {
        public static Account of(Books.Line line) {
            return new Account(line.account().source(), line.account().unit().word(), line.counted(), line.bins());
        }
    }

    Manifest withOutputs(List<Output> newOutputs) {
        return new Manifest(
                layout,
                runId,
                job,
                businessDate,
                zone,
                asOf,
                policyVersion,
                settingsVersion,
                restrictionsVersion,
                program,
                previous,
                inputs,
                taken,
                newOutputs,
                balance,
                evidence);
    }

    public Optional<Previous> before() {
        return Optional.ofNullable(previous);
    }

    /** Rows of a dataset, summed over its files. */
    public long rows(String dataset) {
        return outputs.stream()
                .filter(output -> output.dataset().equals(dataset))
                .mapToLong(Output::rows)
                .sum();
    }
}
