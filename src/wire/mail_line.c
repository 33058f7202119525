#include "wire/mail_line.h"
#include "wire/frame.h"
#include <stdlib.h>
#include <string.h>

enum { TYPE_ORDER = 1, TYPE_ACK, TYPE_RESULT, TYPE_READY };

#define ORDER_HEAD (16 + 2 * (2 + MAIL_ADDRESS))
#define RESULT_BYTES (16 + 1 + 2 + MAIL_REASON)

void
mail_order_clear(MailOrder *order)
{
    free(order->message);
    order->message = NULL;
    order->length = 0;
}

bool
mail_send_order(int fd, const MailOrder *order)
{
    const size_t size = ORDER_HEAD + order->length;

    if (order->length > MAIL_MESSAGE)
        return false;
    uint8_t *bytes = malloc(size);
    if (bytes == NULL)
        return false;
    FrameWriter writer = { .bytes = bytes, .size = size };
    frame_put_bytes(&writer, order->id, sizeof order->id);
    frame_put_text(&writer, order->from, MAIL_ADDRESS);
    frame_put_text(&writer, order->to, MAIL_ADDRESS);
    frame_put_bytes(&writer, order->message, order->length);
    const bool sent = !writer.bad && frame_send(fd, TYPE_ORDER, bytes, size);
    free(bytes);
    return sent;
}

bool
mail_send_ack(int fd, const uint8_t id[16])
{
    return frame_send(fd, TYPE_ACK, id, 16);
}

bool
mail_send_result(int fd, const MailResult *result)
{
    uint8_t bytes[RESULT_BYTES];
    FrameWriter writer = { .bytes = bytes, .size = sizeof bytes };

    frame_put_bytes(&writer, result->id, sizeof result->id);
    frame_put_number(&writer, 1, result->outcome);
    frame_put_text(&writer, result->reason, MAIL_REASON);
    return !writer.bad && frame_send(fd, TYPE_RESULT, bytes, sizeof bytes);
}

static bool
read_header(int fd, uint8_t *ret_type, size_t *ret_length)
{
    uint8_t header[FRAME_HEADER];

    if (!frame_read_all(fd, header, sizeof header))
        return false;
    frame_header_read(header, ret_type, ret_length);
    return true;
}

static bool
read_order(int fd, size_t length, MailOrder *ret_order)
{
    uint8_t head[ORDER_HEAD];
    FrameReader reader = { .at = head, .left = sizeof head };
    MailOrder order = { .message = NULL };

    if (length < ORDER_HEAD || length - ORDER_HEAD > MAIL_MESSAGE || !frame_read_all(fd, head, sizeof head))
        return false;
    frame_get_bytes(&reader, order.id, sizeof order.id);
    frame_get_text(&reader, order.from, MAIL_ADDRESS);
    frame_get_text(&reader, order.to, MAIL_ADDRESS);
    order.length = length - ORDER_HEAD;
    order.message = malloc(order.length + 1);
    if (order.message == NULL || !frame_used_up(&reader) || !frame_read_all(fd, order.message, order.length)) {
        mail_order_clear(&order);
        return false;
    }
    *ret_order = order;
    return true;
}

MailGot
mail_read(int fd, MailOrder *ret_order, uint8_t ret_acked[16])
{
    uint8_t type;
    size_t length;

    if (!read_header(fd, &type, &length))
        return MAIL_LINE_ENDED;
    if (type == TYPE_ORDER && read_order(fd, length, ret_order))
        return MAIL_GOT_ORDER;
    if (type == TYPE_ACK && length == 16 && frame_read_all(fd, ret_acked, 16))
        return MAIL_GOT_ACK;
    return MAIL_LINE_ENDED;
}

bool
mail_send_ready(int fd)
{
    return frame_send(fd, TYPE_READY, NULL, 0);
}

MailGot
mail_read_result(int fd, MailResult *ret_result)
{
    uint8_t type, bytes[RESULT_BYTES];
    size_t length;
    FrameReader reader = { .at = bytes, .left = sizeof bytes };
    MailResult result = { .outcome = MAIL_DOWN };

    if (!read_header(fd, &type, &length))
        return MAIL_LINE_ENDED;
    if (type == TYPE_READY && length == 0)
        return MAIL_GOT_READY;
    if (type != TYPE_RESULT || length != sizeof bytes || !frame_read_all(fd, bytes, sizeof bytes))
        return MAIL_LINE_ENDED;
    frame_get_bytes(&reader, result.id, sizeof result.id);
    result.outcome = (MailOutcome)frame_get_number(&reader, 1, MAIL__COUNT - 1);
    frame_get_text(&reader, result.reason, MAIL_REASON);
    if (!frame_used_up(&reader) || result.outcome < MAIL_SENT)
        return MAIL_LINE_ENDED;
    *ret_result = result;
    return MAIL_GOT_RESULT;
}
