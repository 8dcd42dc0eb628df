namespace Commerce.Api.Http;

/// <summary>What can be wrong with any request, before the shop itself is asked.</summary>
internal static class KnownProblems
{
    public static Problem NoSuchAddress { get; } = new(404, "not_found", "There is nothing at this address.");

    public static Problem MethodNotAllowed { get; } = new(
        405, "method_not_allowed", "This address does not take that method.");

    public static Problem KeyMissing { get; } = new(
        401, "key_missing", "Send a key: 'Authorization: Bearer pk_…' or 'Bearer sk_…'.")
    { Param = "Authorization" };

    public static Problem KeyInvalid { get; } = new(
        401, "key_invalid", "This key opens nothing.")
    { Param = "Authorization" };

    public static Problem SignInNeeded { get; } = new(
        401, "sign_in_needed", "Sign in and send the customer's token: 'Authorization: Bearer ct_…'.")
    { Param = "Authorization" };

    public static Problem Forbidden { get; } = new(403, "forbidden", "This key may not do that.");

    public static Problem MediaType { get; } = new(
        415, "media_type_unsupported",
        "Send the body as 'Content-Type: application/json', in UTF-8.")
    { Param = "Content-Type" };

    public static Problem MediaTypeOtherThan(string wanted) => new(
        415, "media_type_unsupported", $"Send the body as 'Content-Type: {wanted}', in UTF-8.")
    { Param = "Content-Type" };

    public static Problem FileUnreadable(string why) => new(400, "file_unreadable", why);

    public static Problem BodyUnexpected { get; } = new(400, "body_unexpected", "This call takes no body.");

    public static Problem JsonMalformed { get; } = new(
        400, "json_malformed", "The body is not JSON as RFC 8259 has it.");

    public static Problem KeyTooShort { get; } = Problem.Invalid(
        "idempotency_key_too_short", "Idempotency-Key",
        "A call that creates needs a key of at least 20 characters; a UUID is right.");

    public static Problem KeyMalformed { get; } = Problem.Invalid(
        "idempotency_key_invalid", "Idempotency-Key", "An Idempotency-Key has 1 to 255 visible ASCII characters.");

    public static Problem InProgress { get; } = new(
        409, "request_in_progress",
        "The first request with this Idempotency-Key is still under way.")
    { Retryable = true };

    public static Problem IfMatchMalformed { get; } = Problem.Invalid(
        "if_match_invalid", "If-Match", "If-Match takes one strong ETag as it was given: \"12\".");

    public static Problem IfMatchMissing { get; } = new(
        428, "if_match_missing",
        "Send If-Match with the ETag of what you read, so that no other change is lost.")
    { Param = "If-Match" };

    public static Problem TooManyRequests { get; } = new(
        429, "too_many_requests", "Too many of these from one address; wait a minute.")
    { Retryable = true };

    public static Problem StoreUnavailable { get; } = new(
        503, "store_unavailable",
        "The shop cannot store or read anything at this moment; the same request may be sent again.")
    { Retryable = true };

    public static Problem Overloaded { get; } = new(
        503, "overloaded",
        "The shop does not answer or has too much to do at this moment; the same request may be sent again.")
    { Retryable = true };

    public static Problem Unexpected { get; } = new(
        500, "unexpected", "Something went wrong on our side; name the requestId when you ask about it.");

    public static Problem BodyTooLarge(long limit) =>
        new(413, "body_too_large", $"The body may have at most {limit} bytes.");
}
