/* SPDX-FileCopyrightText: 2026 The Culvert authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* A card reader of software: a PKCS#11 module that passes everything on to the one that
 * CARD_READER_MODULE names, and shows its cards only while the file that CARD_READER_SLOT names is
 * there. SoftHSM itself does not notice a card that comes while a program runs. */

#include <p11-kit/pkcs11.h>

#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static CK_FUNCTION_LIST reader;
static CK_FUNCTION_LIST *cards;

static CK_RV
get_slot_list (CK_BBOOL has_token, CK_SLOT_ID *slots, CK_ULONG *n_slots)
{
  if (access (getenv ("CARD_READER_SLOT"), F_OK) == 0)
    return cards->C_GetSlotList (has_token, slots, n_slots);

  *n_slots = 0;
  return CKR_OK;
}

CK_RV
C_GetFunctionList (CK_FUNCTION_LIST **functions)
{
  void *module = dlopen (getenv ("CARD_READER_MODULE"), RTLD_NOW | RTLD_LOCAL);
  CK_C_GetFunctionList get_cards;
  CK_RV result;

  if (module == NULL)
    return CKR_GENERAL_ERROR;

  get_cards = (CK_C_GetFunctionList) dlsym (module, "C_GetFunctionList");
  result = get_cards (&cards);
  if (result != CKR_OK)
    return result;

  reader = *cards;
  reader.C_GetFunctionList = C_GetFunctionList;
  reader.C_GetSlotList = get_slot_list;
  *functions = &reader;

  return CKR_OK;
}
