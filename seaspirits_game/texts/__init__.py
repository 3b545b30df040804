"""The words on the screen: English source strings and gettext catalogues."""
