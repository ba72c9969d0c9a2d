package io.crumbless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.warehouse.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Changes to files or to the control database, or to both, by somebody without the key are detected: the audit ends
 * with 4 and names them, and no night continues. Changes to the control database are in {@link ForgedDatabaseContract}.
 */
@Tag("night")
class ForgedEvidenceTest extends TestingForgery {
    @Test
    void whatNobodyTouchedIsSound() {
        erase("C-2");
        requireSound();
        assertThat(cli.out()).doesNotContain("not checked: from before");
    }

    @Test
    void aSnapshotMadeElsewhereOfOtherInputsIsFound() {
        String forged = forgedNight("elsewhere");
        TestingInsider.copy(
                folder.resolve("elsewhere/warehouse/snapshots/" + forged),
                job.warehouse().resolve("snapshots/" + forged));
        insider.pointTo(forged);

        requireFoundIn(
                forged,
                "snapshots/" + forged + ": the control database does not know it as published",
                "_evidence/manifest.json.sig: it is made with a key that is none of this installation",
                "current: it does not name the snapshot published last");
        requireNoNight("its pointer 'current' names snapshot " + forged);
    }

    @Test
    void aSnapshotMadeElsewhereIsFoundUnderTheNameOfThePublishedOne() throws IOException {
        String published = runs().get(0);
        String forged = forgedNight("elsewhere");
        Path place = job.warehouse().resolve("snapshots/" + published);
        TestingInsider.copy(folder.resolve("elsewhere/warehouse/snapshots/" + forged), place);

        requireFoundIn(
                published, "snapshots/" + published + "/_evidence/manifest.json: it is not the manifest that was");
        requireNoNight("the manifest of snapshot " + published + " is not the one that was published");

        for (String signature : List.of("manifest.json.sig", "SHA256SUMS.sig")) {
            Files.delete(place.resolve("_evidence/" + signature));
        }
        requireFoundIn(published, "_evidence/manifest.json.sig: it is missing, and what it signed was signed");
    }

    @Test
    void aReceiptThatWasEditedOrDeletedIsFound() throws IOException {
        erase("C-2");
        Path receipt = receipt();
        String name = "erasures/" + receipt.getFileName();
        String whole = Files.readString(receipt);
        Files.writeString(receipt, whole.replace("case 7", "case 8"));

        requireFound(name + ": its bytes are not those that were written");

        Files.delete(receipt);
        requireFound(name + ": missing");

        Files.writeString(receipt, whole);
        Files.delete(receipt.resolveSibling(receipt.getFileName() + ".sig"));
        requireFound(name + ".sig: it is missing, and what it signed was signed");
    }

    @Test
    void sqlAppendedToTheViewsIsFound() throws IOException {
        Files.writeString(job.warehouse().resolve("views.sql"), "COPY profiles TO 'x';\n", StandardOpenOption.APPEND);

        requireFound("views.sql: its bytes are not those state.json was written for");

        Files.delete(job.warehouse().resolve("views.sql"));
        requireFound("views.sql: missing");
    }

    @Test
    void aPointerMovedToTheOlderSnapshotIsFound() {
        String newest = runs().get(0);
        String older = runs().get(1);
        insider.pointTo(older);

        requireFound("current: it does not name the snapshot published last, " + newest);
        requireNoNight("its pointer 'current' names snapshot " + older + ", and " + newest + " was published last");
    }

    @Test
    void aPointerToAPlaceOutsideIsFound() throws IOException {
        Path outside = folder.resolve("outside/" + runs().get(0));
        TestingInsider.copy(job.warehouse().resolve("snapshots/" + runs().get(0)), outside);
        Files.delete(job.warehouse().resolve("current"));
        Files.createSymbolicLink(job.warehouse().resolve("current"), outside);

        requireFound("current: it leads to a place outside of the warehouse");
    }

    @Test
    void viewsReplacedByALinkAreFound() throws IOException {
        Path views = job.warehouse().resolve("views.sql");
        Files.move(views, folder.resolve("views.sql"));
        Files.createSymbolicLink(views, folder.resolve("views.sql"));

        requireFound("views.sql: it is a symbolic link");
    }

    @Test
    void aPartReplacedByALinkIsFound() throws IOException {
        String snapshot = "snapshots/" + runs().get(0);
        Path part = job.warehouse().resolve(snapshot + "/profiles/part-00000.parquet");
        Files.move(part, folder.resolve("elsewhere.parquet"));
        Files.createSymbolicLink(part, folder.resolve("elsewhere.parquet"));

        requireFound("profiles/part-00000.parquet: it is a symbolic link");
    }

    @Test
    void aMarkThatIsNotEmptyIsFound() throws IOException {
        Files.writeString(job.warehouse().resolve("snapshots/" + runs().get(0) + "/_SUCCESS"), "x");

        requireFound("_SUCCESS: it holds something, and must be empty");
    }

    @Test
    void aSnapshotThatIsGoneIsFound() {
        String older = runs().get(1);
        TestingInsider.delete(job.warehouse().resolve("snapshots/" + older));

        requireFound("snapshots/" + older + ": it was published and is still to be kept, and its files are gone");
    }

    @Test
    void aKeyOfSomebodyElseBesideOursIsFound() throws IOException {
        Files.writeString(
                job.warehouse().resolve("keys/0123456789abcdef.pub"),
                SigningKey.create(List.of()).inUse().pem());

        requireFound(".pub: it is no key of this installation");
    }
}
