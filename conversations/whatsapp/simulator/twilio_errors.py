"""Twilio's error codes as far as the simulator gives them, and the legacy form of an API error."""

from starlette.responses import JSONResponse

TEXTS = {
    11200: "HTTP retrieval failure",
    11205: "HTTP connection failure",
    12300: "Invalid Content-Type",
    20001: "Invalid parameter",
    20003: "Authenticate",
    20404: "The requested resource was not found",
    20409: "The resource is not in a state that allows this",
    20429: "Too Many Requests",
    20500: "Internal Server Error",
    20503: "Service Unavailable",
    21211: "Invalid 'To' Phone Number",
    21602: "Message body is required",
    21603: "A 'From' phone number or a Messaging Service is required",
    21604: "A 'To' phone number is required",
    21609: "Invalid 'StatusCallback' URL",
    21610: "Attempt to send to unsubscribed recipient",
    21617: "The concatenated message body exceeds the 1600 character limit",
    21654: "ContentVariables needs a ContentSid",
    21655: "The ContentSid is invalid",
    21656: "The ContentVariables parameter is invalid",
    21910: "Invalid 'From' and 'To' pair: both must be of the same channel",
    30007: "Message filtered",
    35111: "SendAt is missing",
    35114: "SendAt must be more than 300 seconds and at most 35 days ahead",
    35118: "MessagingServiceSid is required to schedule a message",
    63001: "Channel could not authenticate the request",
    63003: "Channel could not find To address",
    63007: "Twilio could not find a Channel with the specified From address",
    63013: "This message send failed because it violates Channel provider's policy",
    63014: "Message blocked by a user action",
    63015: "Channel Sandbox can only send messages to phone numbers that have joined the Sandbox",
    63016: "Failed to send freeform message because you are outside the allowed window",
    63018: "Rate limit exceeded for Channel",
    63021: "Channel invalid content error",
    63024: "Invalid message recipient",
    63028: "Number of parameters provided does not match the expected number of parameters",
    63031: "From and To are the same",
    63032: "User is part of an experiment of the channel",
    63040: "Template rejected",
    63041: "Template paused",
    63042: "Template disabled",
    63049: "Meta chose not to deliver this marketing message",
    63051: "WhatsApp Business Account is locked",
}
REACHED_THE_CHANNEL = {30007, 63003, 63014, 63018, 63024, 63032, 63049}  # `undelivered`; all others end `failed`


class TwilioError(Exception):
    """An API call that is refused: HTTP `status`, Twilio's `code`, and its message."""

    def __init__(self, code: int, status: int = 400, text: str | None = None, headers: dict[str, str] | None = None):
        super().__init__(text or TEXTS.get(code, "The request was refused"))
        self.code, self.status, self.headers = code, status, headers or {}

    def response(self) -> JSONResponse:
        body = {
            "code": self.code,
            "message": str(self),
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
        return JSONResponse(body, status_code=self.status, headers=self.headers)


def failure_status(code: int) -> str:
    return "undelivered" if code in REACHED_THE_CHANNEL else "failed"
