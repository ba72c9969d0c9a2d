package io.crumbless.night.run;

import java.util.List;

/** Told when an attempt at a night has ended and the warehouse is free again. Whatever it does, the night is as it is. */
public interface AttemptListener {
    /** @return what could not be done, in words, for the notices of the night; holds no person's value */
    List<String> ended(EndedAttempt attempt);
}
