package io.crumbless.night.run;

import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.night.intake.Intake;
import io.crumbless.warehouse.snapshot.Manifest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The id of a run: its business date and twelve hexadecimal digits of a hash of its inputs. The same inputs under the
 * same policy give the same id on every machine, so a repetition is recognised.
 */
public final class RunIdentity {
    private static final int DIGITS = 12;

    private RunIdentity() {}

    /**
     * @param settingsVersion content hash of the job's settings for reading deliveries
     * @param erasedBefore keyed hashes of people erased before who are in none of the night's erasure deliveries
     * @param restrictions {@link Manifest#restrictionsVersion}; empty where nothing is restricted
     */
    public static String of(
            LocalDate businessDate,
            String policyVersion,
            String settingsVersion,
            Intake intake,
            List<String> erasedBefore,
            Optional<String> restrictions) {
        StringBuilder parts = new StringBuilder();
        line(parts, "layout", String.valueOf(Manifest.LAYOUT));
        line(parts, "date", businessDate.toString());
        line(parts, "policy", policyVersion);
        line(parts, "settings", settingsVersion);
        intake.takenBefore().forEach(taken -> line(parts, "taken", taken.source() + " " + taken.sha256()));
        contents(intake.inputs()).forEach(input -> line(parts, "input", input));
        erasedBefore.forEach(hash -> line(parts, "erased", hash));
        restrictions.ifPresent(version -> line(parts, "restricted", version));
        String hash = Sha256.hex(parts.toString().getBytes(StandardCharsets.UTF_8));
        return businessDate + "-" + hash.substring(0, DIGITS);
    }

    /**
     * Whether a snapshot is the night of these inputs and of its own date. Later erasures and re-admissions make no
     * difference: erased people are removed from the snapshot, and later declarations are not in these inputs. Later
     * restrictions do: the snapshot still uses the restricted values.
     *
     * @param intake read with the increments in the evidence log before that night
     */
    public static boolean isNightOf(
            Manifest snapshot,
            String policyVersion,
            String settingsVersion,
            Intake intake,
            Optional<String> restrictions) {
        return snapshot.layout() == Manifest.LAYOUT
                && snapshot.policyVersion().equals(policyVersion)
                && settingsVersion.equals(snapshot.settingsVersion())
                && restrictions.equals(Optional.ofNullable(snapshot.restrictionsVersion()))
                && contents(snapshot.inputs()).equals(contents(intake.inputs()))
                && snapshot.taken().equals(intake.takenAfter());
    }

    /** The inputs, regardless of their location. */
    private static List<String> contents(List<Manifest.Input> inputs) {
        return inputs.stream()
                .map(input -> input.kind() + " " + input.source() + " " + input.sha256())
                .sorted()
                .toList();
    }

    /**
     * The id of a rollback, derived from the two snapshots, the page layout, the people erased by then and the
     * restrictions of the register.
     *
     * @param from manifest hash of the snapshot that is current
     * @param to manifest hash of the one to restore
     */
    public static String ofRollback(
            LocalDate businessDate,
            String from,
            String to,
            PageLayout pages,
            List<String> erased,
            Optional<String> restrictions) {
        StringBuilder parts = new StringBuilder();
        line(parts, "layout", String.valueOf(Manifest.LAYOUT));
        line(parts, "date", businessDate.toString());
        line(parts, "rollback-from", from);
        line(parts, "rollback-to", to);
        if (pages != PageLayout.ONE_FRAME) {
            line(parts, "pages", pages.name());
        }
        erased.forEach(hash -> line(parts, "erased", hash));
        restrictions.ifPresent(version -> line(parts, "restricted", version));
        String hash = Sha256.hex(parts.toString().getBytes(StandardCharsets.UTF_8));
        return businessDate + "-" + hash.substring(0, DIGITS);
    }

    private static void line(StringBuilder parts, String name, String value) {
        parts.append(name).append(' ').append(value).append('\n');
    }
}
