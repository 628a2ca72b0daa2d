"""What Discord holds a message to, in one place. Source: the OpenAPI description of API v10 and discord.py's checks."""

TEXT_A_MESSAGE = 4000  # characters over all text displays of one message
COMPONENTS_A_MESSAGE = 40  # nested ones count
BUTTONS_A_ROW = 5
ROWS_A_MESSAGE = 5
OPTIONS_A_SELECT = 25
BUTTON_LABEL = 80
BUTTON_LINK = 512
CUSTOM_ID = 100
OPTION_TEXT = 100  # label, value and description of an option of a select
PLACEHOLDER = 150

FIELDS_A_MODAL = 5
MODAL_TITLE = 45
FIELD_LABEL = 45
FIELD_HINT = 100
FIELD_VALUE = 4000

CHOICES = 25
CHOICE_NAME = 100

COMMAND_NAME = 32
COMMAND_ABOUT = 100

NONCE = 25
