"""`manage.py bench`: what every measurement needs. What is measured stands in the apps (`<app>/bench`)."""
