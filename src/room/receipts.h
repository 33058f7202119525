/* Receipts: given to an author with the return key, read by whoever holds one. */
#pragma once
#include "room/frame.h"

void page_receipt(HttpRequest *request, HttpReply *reply);          /* says what it is */
void page_receipt_post(HttpRequest *request, HttpReply *reply);     /* gives it */
/* Open to everybody, with a badge or without: badges end long before receipts do. */
void page_receipt_enter(HttpRequest *request, HttpReply *reply);
void page_receipt_enter_post(HttpRequest *request, HttpReply *reply);
extern const HttpInput page_receipt_enter_input;
