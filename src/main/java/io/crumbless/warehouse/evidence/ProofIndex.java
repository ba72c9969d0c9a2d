package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.Sha256;
import io.crumbless.warehouse.signature.DetachedSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The content of a proof package; the file that is signed.
 *
 * @param form version of the format
 * @param subject the customer id
 * @param source of the statement
 * @param issuedAt ISO 8601, UTC
 * @param program version of Crumbless
 * @param runId of the snapshot whose evidence log contains the statement
 * @param manifestSha256 of that snapshot
 * @param policyVersion policy of that snapshot
 * @param files all other files of the package
 */
public record ProofIndex(
        String form,
        String subject,
        String declarationId,
        String source,
        String issuedAt,
        String program,
        String runId,
        String manifestSha256,
        String policyVersion,
        List<Entry> files) {
    /** Version of the format. */
    public static final String FORM = "crumbless-proof/1";

    /** Its file name in the package. */
    public static final String FILE = "proof.json";

    public static final String SIGNATURE = FILE + DetachedSignature.SUFFIX;

    /** The manifest of a snapshot. */
    public static String manifest(String runId) {
        return "manifests/" + runId + "/manifest.json";
    }

    /** Folder of the policy as archived in the snapshot. */
    public static final String POLICY = "policy/";

    /** Folder of the texts of notices. */
    public static final String NOTICES = "notices/";

    /** Folder of the public keys. */
    public static final String KEYS = "keys/";

    /** One file. */
    public record Entry(String name, long bytes, String sha256) {}

    public ProofIndex {
        files = List.copyOf(files);
    }

    /** The entries of files, in order. */
    public static List<Entry> entries(Map<String, byte[]> files) {
        List<Entry> entries = new ArrayList<>();
        files.forEach((name, content) -> entries.add(new Entry(name, content.length, Sha256.hex(content))));
        return entries;
    }
}
