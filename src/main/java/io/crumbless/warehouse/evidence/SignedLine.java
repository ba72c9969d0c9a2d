package io.crumbless.warehouse.evidence;

import io.crumbless.warehouse.signature.DetachedSignature;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.SigningKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A checkpoint as one line of JSON with its signature in the last two keys. What is signed is the line without them:
 * the text before <code>,"key"</code> and a closing brace.
 *
 * @param body the line without the signature
 */
public record SignedLine(Checkpoint checkpoint, String body, DetachedSignature signature) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern LINE =
            Pattern.compile("(\\{\"form\":\"crumbless-state/.*),\"key\":\"([0-9a-f]+)\",\"signature\":\"([^\"]+)\"\\}");

    static SignedLine of(Checkpoint checkpoint, SigningKey key) {
        String body = JSON.writeValueAsString(checkpoint);
        return new SignedLine(checkpoint, body, key.sign(body));
    }

    /** Reads what {@link #text} wrote; empty for anything else. */
    public static Optional<SignedLine> read(String line) {
        Matcher found = LINE.matcher(line);
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            String body = found.group(1) + "}";
            Checkpoint checkpoint = JSON.readValue(body, Checkpoint.class);
            return Optional.of(new SignedLine(checkpoint, body, new DetachedSignature(found.group(2), found.group(3))));
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** Without a line terminator. */
    public String text() {
        return body.substring(0, body.length() - 1) + ",\"key\":\"" + signature.key() + "\",\"signature\":\""
                + signature.value() + "\"}";
    }

    public boolean holds(Keyring keys) {
        return keys.holds(body, signature);
    }
}
